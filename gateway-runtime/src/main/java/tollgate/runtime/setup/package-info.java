/**
 * Sets a gateway up: asks ({@link tollgate.runtime.setup.Interview}), drafts the files ({@link
 * tollgate.runtime.setup.Draft}), tries them, and puts them in place all together or not at all
 * ({@link tollgate.runtime.setup.StagedFiles}). Knows no vendor: what can be chosen from stands in
 * files of the distribution.
 */
@NullMarked
package tollgate.runtime.setup;

import org.jspecify.annotations.NullMarked;
