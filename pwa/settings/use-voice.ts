import { onScopeDispose, readonly, ref } from 'vue'

/** Reads text with a voice that lives on this device; a voice on a server would be told what is read. */
export function useVoice() {
  const speech = globalThis.speechSynthesis as SpeechSynthesis | undefined
  const hasVoice = ref(false)
  const reading = ref(false)
  const over = new AbortController()

  const look = () => {
    hasVoice.value = voiceFor(document.documentElement.lang) !== undefined
  }
  const voiceFor = (language: string) => {
    const own = speech?.getVoices().filter(({ localService }) => localService) ?? []
    return own.find(({ lang }) => lang.split(/[-_]/)[0] === language.split('-')[0]) ?? own[0]
  }
  look()
  // voices are listed late
  speech?.addEventListener('voiceschanged', look, { signal: over.signal })

  function read(text: string) {
    const voice = voiceFor(document.documentElement.lang)
    if (!speech || !voice) return
    speech.cancel()
    const utterance = new SpeechSynthesisUtterance(text)
    utterance.voice = voice
    utterance.lang = voice.lang
    const end = () => {
      reading.value = false
    }
    utterance.onend = end
    utterance.onerror = end
    reading.value = true
    speech.speak(utterance)
  }
  function stop() {
    reading.value = false
    speech?.cancel()
  }
  onScopeDispose(() => {
    over.abort()
    stop()
  })
  return { hasVoice: readonly(hasVoice), reading: readonly(reading), read, stop }
}
