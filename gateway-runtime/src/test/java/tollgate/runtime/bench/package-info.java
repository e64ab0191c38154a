/**
 * Micro-benchmarks of the code on every call's path, run by JMH: see {@code
 * docs/guide/building.md}. They are compiled with the tests and no part of them.
 */
package tollgate.runtime.bench;
