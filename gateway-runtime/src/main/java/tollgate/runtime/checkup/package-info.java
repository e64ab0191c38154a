/**
 * Looks at an installation and says what is wrong with it, where, and what to do: each {@link
 * tollgate.runtime.checkup.Check} is a small class of its own, {@link
 * tollgate.runtime.checkup.Checkup} has them all done at once. Nothing here changes anything.
 */
@NullMarked
package tollgate.runtime.checkup;

import org.jspecify.annotations.NullMarked;
