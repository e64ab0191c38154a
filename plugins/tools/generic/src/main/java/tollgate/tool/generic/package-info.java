/** Gives a name to calls from tools without a detector of their own. */
package tollgate.tool.generic;
