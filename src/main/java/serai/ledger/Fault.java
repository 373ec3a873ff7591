package serai.ledger;

/** Whose fault it is that a unit of work failed, and so what becomes of it, of its neighbours and of the connection. */
enum Fault {
    /** Its own: a statement or value that will fail again. The unit fails with it, nothing else is touched. */
    OF_THE_WORK,
    /** Somebody else's transaction has what it needs: it is undone and tried again, alone. */
    CONTENDED,
    /** The database did not do it this time, but answers: the unit is undone and its caller may ask again. */
    OF_THE_MOMENT,
    /** The connection or the server cannot be worked with: all that is not committed is undone, the connection goes. */
    OF_THE_DATABASE
}
