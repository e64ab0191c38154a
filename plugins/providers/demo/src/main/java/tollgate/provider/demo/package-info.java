/**
 * Answers calls itself, for a first look without an account anywhere. Start reading at {@link
 * tollgate.provider.demo.DemoExchange}: it takes a request, makes an {@link
 * tollgate.provider.demo.Answer} of it and lets one of four {@link tollgate.provider.demo.Wire}
 * languages write it. The replies have the shapes real vendors send; only what they say is made up.
 *
 * <p>Nothing here may depend on chance or on what was asked before: the same request gets the same
 * answer and the same usage.
 */
package tollgate.provider.demo;
