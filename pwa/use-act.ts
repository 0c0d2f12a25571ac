import { type Ref, ref } from 'vue'
import { faultOf } from './fault.ts'

/**
 * What a person does with one button or form: one at a time, and what went wrong in one sentence, gone with the next try.
 *
 * @returns `act` runs the work and says whether it was done; a fault is in `failed`, never thrown
 */
export function useAct(): {
  busy: Ref<boolean>
  failed: Ref<string>
  act(work: () => Promise<unknown>): Promise<boolean>
} {
  const busy = ref(false)
  const failed = ref('')
  return {
    busy,
    failed,
    async act(work) {
      busy.value = true
      failed.value = ''
      try {
        await work()
        return true
      } catch (error) {
        failed.value = faultOf(error).message
        return false
      } finally {
        busy.value = false
      }
    },
  }
}
