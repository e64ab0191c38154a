/** Recognises calls from Hermes. */
package tollgate.tool.hermes;
