package dev.tidemark.standalone;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may import whom. Rooms are packages; imports point from the root inwards, never back. */
@AnalyzeClasses(packages = "dev.tidemark", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule servicesNeverImportEachOther =
            slices().matching("dev.tidemark.(ingest|aggregator|dashboard)..")
                    .should()
                    .notDependOnEachOther();

    @ArchTest
    static final ArchRule theContractImportsNoService =
            noClasses()
                    .that()
                    .resideInAPackage("dev.tidemark.contract..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "dev.tidemark.ingest..",
                            "dev.tidemark.aggregator..",
                            "dev.tidemark.dashboard..",
                            "dev.tidemark.standalone..");

    @ArchTest
    static final ArchRule servicesDoNotKnowHowTheyAreDeployed =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("dev.tidemark.standalone..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("dev.tidemark.standalone..");

    @ArchTest
    static final ArchRule roomsHaveNoCycles =
            slices().matching("dev.tidemark.(*).(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule innerRoomsDoNotImportTheirRoot =
            noClasses()
                    .that()
                    .resideInAnyPackage(
                            "dev.tidemark.ingest.*..",
                            "dev.tidemark.aggregator.*..",
                            "dev.tidemark.dashboard.*..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "dev.tidemark.ingest",
                            "dev.tidemark.aggregator",
                            "dev.tidemark.dashboard");

    @ArchTest
    static final ArchRule theStreamsDslStaysInTheTopology =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("dev.tidemark.aggregator.topology..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "org.apache.kafka.streams.kstream..",
                            "org.apache.kafka.streams.processor.api..");

    @ArchTest
    static final ArchRule theServerLibraryStaysAtTheEdge =
            noClasses()
                    .that()
                    .resideInAnyPackage(
                            "dev.tidemark.contract.topic..",
                            "dev.tidemark.contract.query..",
                            "dev.tidemark.aggregator.topology..",
                            "dev.tidemark.ingest.format..",
                            "dev.tidemark.ingest.otlp..",
                            "dev.tidemark.ingest.publish..",
                            "dev.tidemark.ingest.collector..",
                            "dev.tidemark.dashboard.query..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("io.helidon.webserver..");

    @ArchTest
    static final ArchRule theBrokerIsEmbeddedInOnePlace =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("dev.tidemark.standalone.broker..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "kafka..", "org.apache.kafka.metadata..", "org.apache.kafka.server..");

    @ArchTest
    static final ArchRule everyPackageIsNullMarked =
            classes()
                    .that()
                    .haveSimpleName("package-info")
                    .should()
                    .beAnnotatedWith("org.jspecify.annotations.NullMarked");

    @ArchTest
    static final ArchRule oneClassTouchesInternalsOfStreams =
            noClasses()
                    .that()
                    .doNotHaveFullyQualifiedName("dev.tidemark.aggregator.topology.CommitHook")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.apache.kafka.streams..internals..");
}
