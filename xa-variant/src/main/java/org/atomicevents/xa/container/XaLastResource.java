package org.atomicevents.xa.container;

import jakarta.enterprise.context.ApplicationScoped;
import org.atomicevents.xa.Enlistment;
import org.atomicevents.xa.Promises;

/** Offers {@code xa-last-resource}. */
@ApplicationScoped
public class XaLastResource extends Enlisted {

    public XaLastResource() {
        super("xa-last-resource", Enlistment.LAST_RESOURCE, Promises.LAST_RESOURCE);
    }
}
