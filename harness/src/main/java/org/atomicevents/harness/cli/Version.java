package org.atomicevents.harness.cli;

import picocli.CommandLine.IVersionProvider;

/** From the jar's manifest; a class folder has none. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = getClass().getPackage().getImplementationVersion();
        return new String[] {
            "atomic-events " + (version == null ? "(not packaged)" : version),
            "Java ${java.version} (${java.vendor}), ${os.name} ${os.arch}"
        };
    }
}
