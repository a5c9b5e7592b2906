/**
 * The one interface: {@link org.atomicevents.EventPublisher}, the {@link org.atomicevents.Event} it takes, and the {@link org.atomicevents.Guarantees} it gives. Depends on nothing but the platform.
 */
package org.atomicevents;
