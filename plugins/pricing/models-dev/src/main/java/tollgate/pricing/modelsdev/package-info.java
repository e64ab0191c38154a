/**
 * Prices of the models.dev catalogue. Start reading at {@link
 * tollgate.pricing.modelsdev.ModelCosts}, which turns one model's {@code cost} into rates; {@link
 * tollgate.pricing.modelsdev.Catalogue} walks the document. Nothing here opens a connection: the
 * gateway reads the document.
 */
package tollgate.pricing.modelsdev;
