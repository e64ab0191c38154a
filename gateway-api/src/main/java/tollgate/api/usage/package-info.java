/**
 * What a call used and what that costs: tokens by class in one meaning for every vendor, and money
 * as whole nano-dollars. No floating point anywhere.
 */
package tollgate.api.usage;
