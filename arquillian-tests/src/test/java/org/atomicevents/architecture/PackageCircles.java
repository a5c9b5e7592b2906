package org.atomicevents.architecture;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;

/** The rule that no two packages of a module depend on each other, directly or through others. */
final class PackageCircles {

    static final ArchRule NONE = slices().assignedFrom(new ByPackage())
            .should()
            .beFreeOfCycles()
            .allowEmptyShould(true)
            .because(
                    "a reader who opens one room must not need the other to understand it; move the type that both use to"
                            + " the lower one, or the one that uses both to a package of its own");

    private PackageCircles() {}

    private static final class ByPackage implements SliceAssignment {

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return SliceIdentifier.of(type.getPackageName());
        }

        @Override
        public String getDescription() {
            return "each package";
        }
    }
}
