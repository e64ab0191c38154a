/** What the three dialects have in common on the wire. */
package tollgate.dialect.openai.wire;
