/**
 * Floor 6: what calls run on. {@link tollgate.runtime.generation.Generations} holds the current
 * immutable set of plugins, providers and prices; a call pins it once and keeps it to its end, and
 * what no call and no later generation uses is closed. Must not know what a generation is made of.
 */
package tollgate.runtime.generation;
