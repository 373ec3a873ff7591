package serai.provider;

/** What a {@link Worker} is asked to do, and in each kind what its talk ends with. */
public sealed interface Work
        permits CancelOrder,
                PushTracking,
                Notify,
                ReadStock,
                ReadProgress,
                PushOffers,
                ReadOrders,
                ReadOrder,
                KeepHooks,
                AnswerRequests {}
