package org.atomicevents.xa.container;

import jakarta.enterprise.context.ApplicationScoped;
import org.atomicevents.xa.Enlistment;
import org.atomicevents.xa.XaGuarantees;

/** Offers {@code xa}. */
@ApplicationScoped
public class Xa extends XaStrategy {

    public Xa() {
        super("xa", Enlistment.TWO_PHASE, XaGuarantees.XA);
    }
}
