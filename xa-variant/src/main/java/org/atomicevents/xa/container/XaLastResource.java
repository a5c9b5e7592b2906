package org.atomicevents.xa.container;

import jakarta.enterprise.context.ApplicationScoped;
import org.atomicevents.xa.Enlistment;
import org.atomicevents.xa.XaGuarantees;

/** Offers {@code xa-last-resource}. */
@ApplicationScoped
public class XaLastResource extends XaStrategy {

    public XaLastResource() {
        super("xa-last-resource", Enlistment.LAST_RESOURCE, XaGuarantees.LAST_RESOURCE);
    }
}
