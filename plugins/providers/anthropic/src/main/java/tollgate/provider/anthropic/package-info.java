/** Connects Tollgate with the Anthropic API. */
package tollgate.provider.anthropic;
