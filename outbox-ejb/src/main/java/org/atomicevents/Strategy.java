package org.atomicevents;

import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.enterprise.util.Nonbinding;
import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Asks for one strategy at an injection point instead of the configured one: {@code @Inject @Strategy("xa") EventPublisher}.
 *
 * <p>An unknown id, or one that the data source or broker at hand cannot support, fails the deployment with the reason.
 */
@Qualifier
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.METHOD, ElementType.TYPE})
public @interface Strategy {

    /** The strategy's id, such as {@code outbox-polling}. */
    @Nonbinding
    String value();

    /** For lookups by {@link jakarta.enterprise.inject.Instance#select}. */
    final class Literal extends AnnotationLiteral<Strategy> implements Strategy {
        private static final long serialVersionUID = 1L;

        private final String value;

        public Literal(String value) {
            this.value = value;
        }

        @Override
        public String value() {
            return value;
        }
    }
}
