/** What may still change: {@link tollgate.api.stability.Experimental} marks it. */
package tollgate.api.stability;
