/**
 * Named background loops: {@link tollgate.runtime.task.Tasks} runs each piece of work again and
 * again on a virtual thread of its own, tells what came of it, and never lets a failure end a loop.
 * Knows nothing of what the work is.
 */
package tollgate.runtime.task;
