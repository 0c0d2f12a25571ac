/** Chromium's older name leads to the same. */
const names = ['RTCPeerConnection', 'webkitRTCPeerConnection']

/**
 * Takes connections between browsers (WebRTC) away from this document, as no content policy governs them and nothing of
 * ours uses them. Call it before anything else is started; it cannot be taken back.
 *
 * @param scope the global object of the document
 */
export function closePeerConnections(scope: object): void {
  for (const name of names)
    Object.defineProperty(scope, name, { value: undefined, writable: false, configurable: false })
}
