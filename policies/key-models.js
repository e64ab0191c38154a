// Keeps dear models for the keys that carry a tag.
// Facts: model, key.tags. Verdicts: deny.
/// <reference path="tollgate.d.ts" />

const NEEDS_TAG = [
  // a beginning of the model's name, the tag of a key that may ask for it
  ['claude-opus', 'opus'],
  ['gpt-5-pro', 'pro'],
];

/** @param {Call} call */
export function decide(call) {
  for (const [model, tag] of NEEDS_TAG) {
    if (call.model.startsWith(model) && !call.key.tags.includes(tag)) {
      return deny(`The model ${call.model} is for keys with the tag "${tag}".`, {
        remedy: 'Ask for another model, or the operator for such a key.',
      });
    }
  }
}
