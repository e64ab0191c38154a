/**
 * Points a tool at the gateway by changing the tool's own settings files, and takes that back. What
 * to set for which tool stands in files of the distribution ({@link
 * tollgate.runtime.connect.Recipe}); this room knows no tool.
 */
@NullMarked
package tollgate.runtime.connect;

import org.jspecify.annotations.NullMarked;
