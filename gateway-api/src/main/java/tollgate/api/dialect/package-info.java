/**
 * Wire languages. A {@link tollgate.api.dialect.Dialect} is a contribution of its own and not part
 * of a provider: a call may be refused before a provider is chosen, and one provider speaks
 * several.
 */
package tollgate.api.dialect;
