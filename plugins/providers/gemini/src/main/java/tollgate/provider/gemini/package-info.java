/** Connects Tollgate with the Gemini API. */
package tollgate.provider.gemini;
