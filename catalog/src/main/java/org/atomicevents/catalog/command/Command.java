package org.atomicevents.catalog.command;

import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;

/** A client's request for a change; {@code commandId} is unique per command, so a repeated one is recognised and refused. */
public sealed interface Command {

    String commandId();

    String productId();

    /** Letters, digits, dot, dash and underscore: it becomes a part of URLs. */
    String ID = "[A-Za-z0-9._-]{1,100}";

    /** A UUID in its canonical form; it becomes the event's id. */
    String COMMAND_ID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";

    /** The rule for prices, as a message; such a price fits the column. */
    String PRICE = "must have at most 17 digits before the point and 2 after it";

    /** No column and no event takes control characters or half of a character. */
    String NAME = "[^\\p{Cc}\\p{Cs}]*";

    record Create(
            @NotNull @Pattern(regexp = COMMAND_ID, message = "must be a UUID in lower case")
            String commandId,

            @NotNull @Pattern(regexp = ID, message = "must match " + ID)
            String productId,

            @NotBlank @Size(max = 200) @Pattern(regexp = NAME, message = "must have no control character")
            String name,

            @NotNull @DecimalMin("0.00") @Digits(integer = 17, fraction = 2, message = PRICE)
            BigDecimal price)
            implements Command {}

    /** @param fromVersion the version the client has seen; null to change whatever is there */
    record ChangePrice(
            @NotNull @Pattern(regexp = COMMAND_ID, message = "must be a UUID in lower case")
            String commandId,

            @NotNull @Pattern(regexp = ID, message = "must match " + ID)
            String productId,

            @NotNull @DecimalMin("0.00") @Digits(integer = 17, fraction = 2, message = PRICE)
            BigDecimal price,

            @Min(1) Long fromVersion)
            implements Command {}
}
