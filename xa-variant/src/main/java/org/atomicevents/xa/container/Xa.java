package org.atomicevents.xa.container;

import jakarta.enterprise.context.ApplicationScoped;
import org.atomicevents.xa.Enlistment;
import org.atomicevents.xa.Promises;

/** Offers {@code xa}. */
@ApplicationScoped
public class Xa extends Enlisted {

    public Xa() {
        super("xa", Enlistment.TWO_PHASE, Promises.XA);
    }
}
