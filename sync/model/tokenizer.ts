import * as v from 'valibot'
import { parseJson } from '#core/base'

/** Longest input in tokens, [CLS] and [SEP] included: what all-MiniLM-L6-v2 was trained for. */
const MAX_TOKENS = 256

/** @xenova/transformers takes the cut-off from here and ignores the one in tokenizer.json. */
export const tokenizerConfig = {
  tokenizer_class: 'BertTokenizer',
  model_max_length: MAX_TOKENS,
  do_lower_case: true,
  do_basic_tokenize: true,
  strip_accents: null,
  tokenize_chinese_chars: true,
  unk_token: '[UNK]',
  sep_token: '[SEP]',
  pad_token: '[PAD]',
  cls_token: '[CLS]',
  mask_token: '[MASK]',
}

const Tokenizer = v.looseObject({ truncation: v.looseObject({}), padding: v.unknown() })

/** The published tokenizer without its fixed padding to 128, and with the same cut-off as the configuration. */
export function trimTokenizer(json: string): string {
  const tokenizer = parseJson(Tokenizer, json, 'tokenizer.json')
  return JSON.stringify({
    ...tokenizer,
    padding: null,
    truncation: { ...tokenizer.truncation, max_length: MAX_TOKENS },
  })
}
