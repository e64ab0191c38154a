// The last thing that happens to a world before scripts come: what tells time, chance or the garbage
// collector's moods goes, and everything that is left is frozen, so that no script can change what
// another run of it, or the host, relies on.
'use strict';
(() => {
  for (const name of ['Date', 'Intl', 'WeakRef', 'FinalizationRegistry', 'Atomics', 'SharedArrayBuffer',
    'performance', 'console', 'Temporal', 'eval', 'Function', 'BigInt', 'BigInt64Array', 'BigUint64Array',
    'ArrayBuffer', 'DataView', 'quit', 'exit', 'read', 'readline', 'loadWithNewGlobal']) {
    delete globalThis[name];
  }
  delete Math.random;
  const seen = new Set();
  const freeze = (value) => {
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null || seen.has(value)) {
      return;
    }
    seen.add(value);
    freeze(Object.getPrototypeOf(value));
    for (const key of Reflect.ownKeys(value)) {
      const property = Reflect.getOwnPropertyDescriptor(value, key);
      if ('value' in property) {
        freeze(property.value);
      } else {
        freeze(property.get);
        freeze(property.set);
      }
    }
    Object.freeze(value);
  };
  // Kinds of functions and iterators that no global leads to.
  const hidden = [async function () {}, function* () {}, async function* () {}, [][Symbol.iterator](),
    new Map()[Symbol.iterator](), new Set()[Symbol.iterator](), ''[Symbol.iterator](), /x/[Symbol.matchAll]('x')];
  hidden.forEach((each) => freeze(Object.getPrototypeOf(each)));
  Reflect.ownKeys(globalThis).forEach((key) => freeze(globalThis[key]));
  Object.freeze(globalThis);
})();
