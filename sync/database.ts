import type { Generated } from 'kysely'

/** The rows of the tables in schema.ts, as Kysely sees them. Times are ms since 1970; JSON columns hold text. */
export interface Schema {
  organisation: { tenant: string; name: string; demo: 0 | 1; created_ms: number }
  person: { id: string; name: string; roles: string; profiles: string; department: Generated<string | null> }
  enrolment_code: { hash: string; person: string; expires_ms: number; used_ms: number | null }
  device: {
    id: string
    person: string
    public_key: string
    credential_hash: string
    enrolled_ms: number
    revoked_ms: number | null
    /** the release it last said it has installed, 0 for none */
    release: Generated<number | null>
    /** when it last said so, to ten minutes */
    heard_ms: Generated<number | null>
  }

  blob: { sha256: string; bytes: Uint8Array }
  object_version: { kind: string; id: string; version: number; sha256: string; author: string; imported_ms: number }
  approval: {
    sha256: string
    role: string
    person: string
    kid: string
    at: string
    /** as in the signed text; null for an ordinary approval */
    rollback_in: Generated<number | null>
  }
  approved_object: { approval: string; object: string }
  signing_key: {
    kid: string
    jwk: string
    person: string
    role: string
    asked_ms: number
    trusted_in: number | null
    /** counts for nothing from here on, whatever the trust file still says */
    withdrawn_ms: number | null
    withdrawn_by: string | null
  }

  trust: { version: number; jws: string }
  release: {
    version: number
    payload_sha256: string
    payload: string
    jws: string | null
    published_ms: number | null
    /** whose devices it is for (studio/stages.ts); null for everybody's */
    stage: Generated<string | null>
    /** id of the recall it carries out and nothing else; null for an ordinary release */
    recall: Generated<string | null>
  }
  time: { version: number; jws: string }

  learner: { person: string; gen: number; floor: string }
  event: { learner: string; id: string; bucket: string; kind: string; body: string; received_ms: number }
  score_differs: { learner: string; answer: string; item: string; version: number; score: number | null }
  event_sum: { learner: string; bucket: string; count: number; xor32: number; sum48: number }

  synonym_group: { id: string; words: string; person: string; at_ms: number }
  search_question: { id: string; text: string; expected: string; person: string; added_ms: number }
  search_check: { release: number; at_ms: number; body: string }
  page_state: { id: string; tool: string; name: string; person: string; at_ms: number; body: string }

  record: { kind: string; id: string; version: number; body: string; person: string; at_ms: number }
  losing_edit: {
    id: string
    kind: string
    ref: string
    base: number
    body: string
    person: string
    at_ms: number
    settled_ms: number | null
  }

  /** made from the document of this hash, whenever it is missing */
  document_row: { sha256: string; body: string }
  /** files as last read from a source; those sent by hand belong to the source `` */
  source_file: {
    source: string
    file: string
    sha256: string
    etag: string | null
    document: string | null
    state: string
    reason: string | null
    at_ms: number
    vanished_ms: number | null
  }

  /** versions whose passages and fields stand in the three tables below */
  lineage_read: { sha256: string }
  document_version: {
    sha256: string
    id: string
    version: number
    title: string
    path: string
    owner: string | null
    version_date: string | null
    review_by: string | null
    complete: 0 | 1
    competencies: string
    roles: string
    procedure: string
    supersedes: string
    imported_ms: number
  }
  passage_version: { document: string; version: number; passage: string; sha256: string }
  passage_use: { object: string; document: string; passage: string; sha256: string }
  source_marks: { n: number; sha256: string; length: number; made_ms: number }

  gap_evidence: {
    n: Generated<number>
    person: string
    competency: string
    type: string
    source: string
    day: string
    value: number
    needed: string | null
    imported_by: string
    imported_ms: number
  }

  /** two texts a person is asked about; gone when one of them stands nowhere any more */
  pair: {
    id: string
    list: string
    difference: string
    score: number
    strong: 0 | 1
    a_document: string
    b_document: string
    /** of both documents: their competencies and paths */
    tags: string
    body: string
    found_ms: number
    gone_ms: number | null
    /** the newest word on it, as in its record; null while nobody said anything */
    answer: string | null
  }
  /** of a version of a document: the hash of its title and passages, without its fields */
  document_text: { sha256: string; text: string }
  /** the version of a document that was compared last, and what of it was not */
  pair_document: {
    id: string
    sha256: string
    configuration: string
    by_meaning: 0 | 1
    reason: string | null
    at_ms: number
  }

  /** a reviewer opened an object and has not signed it yet */
  review_opened: { object: string; person: string; opened_ms: number }
  /** how long a review took, coarsely, whoever it was */
  review_minutes: { n: Generated<number>; object: string; role: string; minutes: number }

  /** where a person is told that something waits for them; in no record, so that it can be erased */
  mail: {
    person: string
    address: string
    /** they want none */
    stopped: 0 | 1
    /** of the last mail */
    last_day: string | null
    /** ids of what they were told of, JSON */
    told: string
    /** in a row, that failed */
    tries: number
    next_ms: number
    fault: string | null
  }

  /** what somebody made of an answer; goes with the answer when it is erased */
  answer_reading: {
    learner: string
    /** id of the `item-answered` event */
    answer: string
    /** 1: told to who answered; 2: by somebody else, to see whether people agree */
    n: number
    item: string
    version: number
    /** hash of the task as it stood: what is learnt of one task says nothing of another */
    task: string
    person: string
    at_ms: number
    body: string
    /** of the answer's words, by the model of that name; made when a release is composed */
    model: string | null
    vector: Uint8Array | null
  }

  audit: { n: number; at: string; actor: string; action: string; target: string; hash: string }
}
