package org.atomicevents.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.atomicevents.architecture.Guard.Packages.HARNESS;
import static org.atomicevents.architecture.Guard.Packages.LIBRARIES;
import static org.atomicevents.architecture.Guard.Packages.PRODUCT;
import static org.atomicevents.architecture.Guard.Packages.VARIANTS;
import static org.atomicevents.architecture.Guard.Packages.VOCABULARY;
import static org.atomicevents.architecture.Guard.Packages.libraryOutside;
import static org.atomicevents.architecture.Guard.Packages.productOutside;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

/**
 * The module stack and the packages that may name a technology, one rule each, with the source of a class that breaks it: a
 * guard that was never seen red guards nothing.
 */
enum Guard {
    DUAL_WRITE_IS_ALONE(
            variantIsAlone("org.atomicevents.dualwrite.."),
            "package org.atomicevents.outbox; public class Other {}",
            "package org.atomicevents.dualwrite; class Planted { org.atomicevents.outbox.Other other; }"),

    OUTBOX_IS_ALONE(
            variantIsAlone("org.atomicevents.outbox.."),
            "package org.atomicevents.xa; public class Other {}",
            "package org.atomicevents.outbox.relay; class Planted { org.atomicevents.xa.Other other; }"),

    TAILING_IS_ALONE(
            variantIsAlone("org.atomicevents.tailing.."),
            "package org.atomicevents.outbox.store; public class Other {}",
            "package org.atomicevents.tailing.relay; class Planted { org.atomicevents.outbox.store.Other other; }"),

    ONLY_THE_ENGINE_SAYS_DEBEZIUM(
            noClasses()
                    .that(productOutside("org.atomicevents.tailing.engine.."))
                    .should()
                    .dependOnClassesThat(resideInAnyPackage("io.debezium..", "org.apache.kafka.."))
                    .because(
                            "whoever does not read the log must not need its reader's libraries; go through engine.Tail"),
            "package io.debezium; public class Other {}",
            "package org.atomicevents.tailing.relay; class Planted { io.debezium.Other other; }"),

    XA_IS_ALONE(
            variantIsAlone("org.atomicevents.xa.."),
            "package org.atomicevents.outbox.store; public class Other {}",
            "package org.atomicevents.xa; class Planted { org.atomicevents.outbox.store.Other other; }"),

    EVENT_SOURCING_IS_ALONE(
            variantIsAlone("org.atomicevents.eventsourcing.."),
            "package org.atomicevents.outbox.store; public class Other {}",
            "package org.atomicevents.eventsourcing; class Planted { org.atomicevents.outbox.store.Other other; }"),

    THE_INTERFACE_KNOWS_NO_VARIANT(
            noClasses()
                    .that(LIBRARIES.and(VARIANTS.negate()))
                    .should()
                    .dependOnClassesThat(VARIANTS)
                    .because(
                            "outbox-ejb is below all variants; offer the strategy as an spi.StrategyProvider bean of the"
                                    + " variant's container package, and let outbox-ejb find it by that interface"),
            "package org.atomicevents.xa; public class Other {}",
            "package org.atomicevents.container; class Planted { org.atomicevents.xa.Other other; }"),

    ONLY_THE_HARNESS_KNOWS_THE_HARNESS(
            noClasses()
                    .that(PRODUCT)
                    .should()
                    .dependOnClassesThat(HARNESS)
                    .because("no product class knows that it can be tested; trace it with a Byteman rule in"
                            + " harness/trace instead"),
            "package org.atomicevents.harness.trace; public class Other {}",
            "package org.atomicevents.outbox.relay; class Planted { org.atomicevents.harness.trace.Other other; }"),

    ONLY_CONTAINER_PACKAGES_KNOW_THE_SERVER(
            noClasses()
                    .that(libraryOutside("org.atomicevents", "..container..", "org.atomicevents.xa.."))
                    .should()
                    .dependOnClassesThat(resideInAnyPackage(
                            "jakarta.ejb..", "jakarta.enterprise..", "org.jboss..", "org.wildfly..", "javax.naming.."))
                    .because("engine classes get everything in the constructor; move what names the server into the"
                            + " container package of the module, which has no decisions in it (the root package's @Strategy"
                            + " and PublishException are the interface itself)"),
            "package jakarta.ejb; public @interface Stateless {}",
            "package org.atomicevents.outbox.relay; @jakarta.ejb.Stateless class Planted { jakarta.ejb.Stateless bean; }"),

    ONLY_BROKER_PACKAGES_SAY_JMS(
            noClasses()
                    .that(productOutside("..broker..", "org.atomicevents.xa..", "org.atomicevents.catalog.replica.."))
                    .should()
                    .dependOnClassesThat(resideInAPackage("jakarta.jms.."))
                    .because("another kind of broker must be one new module and a configuration value; go through"
                            + " broker.Broker, broker.Sender and broker.Brokers (XA is about JMS, and the catalog's consumer is a"
                            + " message-driven bean, so they may)"),
            "package org.atomicevents.outbox.container; class Planted { jakarta.jms.Session session; }"),

    ONE_FACTORY_MAKES_BROKERS(
            noClasses()
                    .that(productOutside("org.atomicevents.broker.."))
                    .should()
                    .dependOnClassesThat(nameMatching("org\\.atomicevents\\.broker\\.Jms.*"))
                    .because("the kind of broker is a configuration value; inject broker.Brokers"),
            "package org.atomicevents.broker; public class JmsBrokers {}",
            "package org.atomicevents.outbox.relay; class Planted { org.atomicevents.broker.JmsBrokers brokers; }"),

    ONLY_STORES_KNOW_THE_DATABASE(
            noClasses()
                    .that(productOutside("..jdbc..", "..store..", "org.atomicevents.xa.database.."))
                    .should()
                    .accessField("org.atomicevents.jdbc.Database", "POSTGRESQL")
                    .orShould()
                    .accessField("org.atomicevents.jdbc.Database", "H2")
                    .because("a third database must be new files and one line for each module; ask the module's own"
                            + " interface for databases, such as outbox.store.OutboxSql"),
            "package org.atomicevents.jdbc; public enum Database { POSTGRESQL, H2 }",
            "package org.atomicevents.outbox.container; class Planted { Object it = org.atomicevents.jdbc.Database.H2; }"),

    ONLY_STORES_SPEAK_SQL(
            noClasses()
                    .that(libraryOutside("..store..", "..inbox..", "..jdbc..", "org.atomicevents.xa.."))
                    .should()
                    .dependOnClassesThat(nameMatching("java\\.sql\\.(.*Statement|ResultSet.*)"))
                    .because(
                            "SQL lives where a reader finds it; add a method to the store package of the module (inbox,"
                                    + " jdbc and xa's probe hold their own few statements) and hand it the Connection"),
            "package org.atomicevents.outbox.relay; class Planted { java.sql.PreparedStatement statement; }"),

    ONLY_XA_SAYS_XA(
            noClasses()
                    .that(productOutside("org.atomicevents.xa.."))
                    .should()
                    .dependOnClassesThat(resideInAPackage("javax.transaction.xa.."))
                    .because(
                            "two-phase commit is the transaction manager's affair; only xa-variant and the harness may look"
                                    + " at a branch"),
            "package org.atomicevents.outbox.store; class Planted { javax.transaction.xa.XAResource resource; }"),

    ONLY_BENCHMARKS_LINK_THE_PRODUCT(
            noClasses()
                    .that(HARNESS.and(resideInAPackage("..harness.bench..").negate()))
                    .should()
                    .dependOnClassesThat(PRODUCT.and(VOCABULARY.negate()))
                    .because(
                            "the harness talks to deployed servers over the network, so that it judges what users run; ask"
                                    + " the server, or move the code to harness/bench (Guarantees and Anomaly are the words that both use)"),
            "package org.atomicevents.outbox; public class Other {}",
            "package org.atomicevents.harness.crash; class Planted { org.atomicevents.outbox.Other other; }"),

    THE_SERVERS_NEED_NOTHING_OF_OURS(
            noClasses()
                    .that()
                    .resideInAPackage("org.atomicevents.servers..")
                    .should()
                    .dependOnClassesThat(PRODUCT.or(resideInAPackage("org.atomicevents.harness.."))
                            .or(resideInAnyPackage("org.openjdk.jmh..", "org.hibernate..")))
                    .because(
                            "whoever needs a PostgreSQL, an Artemis or a WildFly must not need benchmarks or the product;"
                                    + " move the code to harness"),
            "package org.atomicevents.harness.trace; public class Other {}",
            "package org.atomicevents.servers; class Planted { org.atomicevents.harness.trace.Other other; }"),

    THE_AGENT_CARRIES_NOTHING(
            classes()
                    .that()
                    .resideInAPackage("..harness.agent..")
                    .should()
                    .onlyDependOnClassesThat(resideInAnyPackage("..harness.agent..", "java..", "org.jboss.byteman.."))
                    .because(
                            "it sits on the server's boot class path, where there is nothing else; pass what you need as a"
                                    + " string or a system property"),
            "package org.atomicevents.harness.trace; public class Other {}",
            "package org.atomicevents.harness.agent; class Planted { org.atomicevents.harness.trace.Other other; }"),

    THE_CHECKER_IS_PURE(
            classes()
                    .that()
                    .resideInAPackage("..harness.check..")
                    .should()
                    .onlyDependOnClassesThat(resideInAnyPackage(
                            "..harness.check..",
                            "..harness.run..",
                            "..harness.history..",
                            "org.atomicevents",
                            "java.lang",
                            "java.lang.invoke",
                            "java.lang.runtime",
                            "java.util",
                            "java.util.function",
                            "java.util.stream",
                            "")) // int and int[]
                    .because(
                            "a stored history must be judged again anywhere, with the same answer; record what you need as an"
                                    + " Observation, and judge that"),
            "package org.atomicevents.harness.check; class Planted { java.nio.file.Path file; }");

    private final ArchRule rule;
    private final List<String> violation;

    Guard(ArchRule rule, String... violation) {
        this.rule = rule;
        this.violation = List.of(violation);
    }

    ArchRule rule() {
        return rule;
    }

    /** Sources, one class each, that break the rule. */
    List<String> violation() {
        return violation;
    }

    private static ArchRule variantIsAlone(String variant) {
        return noClasses()
                .that()
                .resideInAPackage(variant)
                .should()
                .dependOnClassesThat(VARIANTS.and(resideInAPackage(variant).negate()))
                .because(
                        "variants never see each other: an application may carry any one of them alone; move what two of them"
                                + " need into outbox-ejb (spi, broker)");
    }

    /** Apart, since an enum's members are initialised before its static fields. */
    static final class Packages {

        static final DescribedPredicate<JavaClass> HARNESS = resideInAnyPackage(
                        "org.atomicevents.harness..", "org.atomicevents.servers..")
                .as("belong to the harness");

        static final DescribedPredicate<JavaClass> PRODUCT =
                resideInAPackage("org.atomicevents..").and(HARNESS.negate()).as("belong to the product");

        /** Web applications are beans through and through; their own order is the circle rule's. */
        private static final DescribedPredicate<JavaClass> APPLICATIONS = resideInAnyPackage(
                "org.atomicevents.catalog..", "org.atomicevents.catalogquery..", "org.atomicevents.console..");

        static final DescribedPredicate<JavaClass> LIBRARIES =
                PRODUCT.and(APPLICATIONS.negate()).as("belong to the libraries");

        static final DescribedPredicate<JavaClass> VOCABULARY = resideInAPackage("org.atomicevents")
                .and(nameMatching("org\\.atomicevents\\.(Guarantees|Anomaly)"))
                .as("are the words of the guarantees");

        static final DescribedPredicate<JavaClass> VARIANTS = resideInAnyPackage(
                        "org.atomicevents.dualwrite..",
                        "org.atomicevents.outbox..",
                        "org.atomicevents.xa..",
                        "org.atomicevents.tailing..",
                        "org.atomicevents.eventsourcing..")
                .as("belong to a variant");

        private Packages() {}

        static DescribedPredicate<JavaClass> productOutside(String... packages) {
            return PRODUCT.and(resideInAnyPackage(packages).negate())
                    .as("belong to the product outside of %s", String.join(", ", packages));
        }

        static DescribedPredicate<JavaClass> libraryOutside(String... packages) {
            return productOutside(packages)
                    .and(APPLICATIONS.negate())
                    .as("belong to the libraries outside of %s", String.join(", ", packages));
        }
    }
}
