/**
 * The tables of an organisation's folder, in the order they came. Frozen once shipped: a change is a new entry, additive only,
 * so that an older server refuses a newer folder by its version and nothing else.
 */
export const migrations: readonly string[] = [
  `
  create table organisation (tenant text primary key, name text not null, demo integer not null, created_ms integer not null) strict;
  create table person (id text primary key, name text not null, roles text not null) strict;
  create table enrolment_code (hash text primary key, person text not null references person, expires_ms integer not null, used_ms integer) strict;
  create table device (id text primary key, person text not null references person, public_key text not null, credential_hash text not null unique, enrolled_ms integer not null, revoked_ms integer) strict;

  create table blob (sha256 text primary key, bytes blob not null) strict;
  create table object_version (kind text not null, id text not null, version integer not null, sha256 text not null references blob, author text not null, imported_ms integer not null, primary key (kind, id, version)) strict;
  create unique index object_version_sha256 on object_version (sha256);
  create table approval (sha256 text primary key references blob, role text not null, person text not null, kid text not null, at text not null) strict;
  create table approved_object (approval text not null references approval, object text not null references blob, primary key (approval, object)) strict;
  create table signing_key (kid text primary key, jwk text not null, person text not null references person, role text not null, asked_ms integer not null, trusted_in integer) strict;

  create table trust (version integer primary key, jws text not null) strict;
  create table release (version integer primary key, payload_sha256 text not null, payload text not null, jws text, published_ms integer) strict;
  create table time (version integer primary key, jws text not null) strict;

  create table learner (person text primary key, gen integer not null, floor text not null) strict;
  create table event (learner text not null, id text not null, bucket text not null, kind text not null, body text not null, received_ms integer not null, primary key (learner, id)) strict, without rowid;
  create index event_bucket on event (learner, bucket);
  create table event_sum (learner text not null, bucket text not null, count integer not null, xor32 integer not null, sum48 integer not null, primary key (learner, bucket)) strict, without rowid;

  create table audit (n integer primary key, at text not null, actor text not null, action text not null, target text not null, hash text not null) strict;
  `,
  `
  create table synonym_group (id text primary key, words text not null, person text not null, at_ms integer not null) strict;
  create table search_question (id text primary key, text text not null, expected text not null, person text not null, added_ms integer not null) strict;
  create table search_check (release integer primary key, at_ms integer not null, body text not null) strict;
  `,
  `
  alter table person add column profiles text not null default '[]';
  `,
  `
  create table page_state (id text primary key, tool text not null, name text not null, person text not null, at_ms integer not null, body text not null) strict;
  `,
  `
  create table record (kind text not null, id text not null, version integer not null, body text not null, person text not null, at_ms integer not null, primary key (kind, id, version)) strict;
  create table losing_edit (id text primary key, kind text not null, ref text not null, base integer not null, body text not null, person text not null, at_ms integer not null, settled_ms integer) strict;
  `,
  `
  create table document_row (sha256 text primary key, body text not null) strict;
  create table source_file (source text not null, file text not null, sha256 text not null, etag text, document text, state text not null, reason text, at_ms integer not null, vanished_ms integer, primary key (source, file)) strict, without rowid;
  create index source_file_document on source_file (document);
  `,
  `
  create table lineage_read (sha256 text primary key) strict, without rowid;
  create table document_version (sha256 text primary key, id text not null, version integer not null, title text not null, path text not null, owner text, version_date text, review_by text, complete integer not null, competencies text not null, roles text not null, procedure text not null, supersedes text not null, imported_ms integer not null) strict, without rowid;
  create index document_version_id on document_version (id, version);
  create table passage_version (document text not null, version integer not null, passage text not null, sha256 text not null, primary key (document, version, passage)) strict, without rowid;
  create table passage_use (object text not null, document text not null, passage text not null, sha256 text not null, primary key (object, document, passage, sha256)) strict, without rowid;
  create index passage_use_document on passage_use (document);
  create table source_marks (n integer primary key, sha256 text not null references blob, length integer not null, made_ms integer not null) strict;
  `,
  `
  create table gap_evidence (n integer primary key, person text not null references person, competency text not null, type text not null, source text not null, day text not null, value real not null, needed text, imported_by text not null, imported_ms integer not null) strict;
  create index gap_evidence_person on gap_evidence (person, competency);
  `,
  `
  create table pair (id text primary key, list text not null, difference text not null, score real not null, strong integer not null, a_document text not null, b_document text not null, tags text not null, body text not null, found_ms integer not null, gone_ms integer) strict;
  create index pair_open on pair (list, score) where gone_ms is null;
  create table pair_document (id text primary key, sha256 text not null, configuration text not null, by_meaning integer not null, reason text, at_ms integer not null) strict;
  `,
  `
  alter table pair add column answer text;
  update pair set answer = (select json_extract(r.body, '$.answer') from record r where r.kind = 'pair-answer' and r.id = pair.id order by r.version desc limit 1);
  create index pair_answer on pair (answer, strong, list) where gone_ms is null;
  `,
  `
  alter table person add column department text;
  alter table device add column release integer;
  alter table device add column heard_ms integer;
  alter table release add column stage text;
  alter table release add column recall text;
  alter table approval add column rollback_in integer;
  `,
  `
  create table review_opened (object text not null, person text not null, opened_ms integer not null, primary key (object, person)) strict, without rowid;
  create table review_minutes (n integer primary key, object text not null, role text not null, minutes integer not null) strict;
  `,
  `
  alter table signing_key add column withdrawn_ms integer;
  alter table signing_key add column withdrawn_by text;
  `,
  `
  create index event_report on event (received_ms) where kind = 'aid-reported';
  create table mail (person text primary key references person, address text not null, stopped integer not null, last_day text, told text not null, tries integer not null, next_ms integer not null, fault text) strict;
  `,
  `
  create table document_text (sha256 text primary key, text text not null) strict, without rowid;
  `,
  `
  create index gap_evidence_line on gap_evidence (person, competency, type, source, day);
  `,
  `
  create table answer_reading (learner text not null, answer text not null, n integer not null, item text not null, version integer not null, task text not null, person text not null, at_ms integer not null, body text not null, model text, vector blob, primary key (learner, answer, n)) strict, without rowid;
  create index answer_reading_item on answer_reading (item, at_ms);
  create index event_own_words on event (received_ms) where kind = 'item-answered' and json_extract(body, '$.data.response.answer') = 'text';
  create index event_challenge on event (received_ms) where kind = 'challenge-opened';
  `,
  `
  create table score_differs (learner text not null, answer text not null, item text not null, version integer not null, score real, primary key (learner, answer)) strict, without rowid;
  `,
  `
  create index event_measured on event (kind, json_extract(body, '$.data.item')) where kind in ('item-answered', 'answer-scored', 'remedial-opened', 'attempt-finished');
  `,
]
