import {
    Client,
    ClientOptions,
    GetToken,
    PushMeta,
    TokenSource,
} from '@volley/client';

import {
    AnyContract,
    ErrorOf,
    NotifyName,
    PushName,
    PushReceived,
    RequestName,
    SentOf,
} from '@volley/protocol';

/** What all steps say. */
interface AnyStep {
    /** How often it is taken, beside the others' weights. Default: 1. */
    readonly weight?: number | undefined;
    /** What the report calls it. Default: the route. Two steps of one route need names. */
    readonly name?: string | undefined;
}

/** What is known of one client of a run. */
interface ClientFacts {
    /** Counts the clients of all processes, from 0. */
    readonly index: number;
    /** Gives a number from 0 (included) to 1 (excluded). */
    readonly random: () => number;
}

/** How a client connects: options of `createClient`, of which the tool sets some itself. */
interface ConnectOptions extends Omit<ClientOptions, "url" | "token" | "logger" | "debug" | "simulate" | "resume"> {
    /** A token as it is, or where tokens come from. Default: none. */
    readonly token?: string | TokenSource | GetToken | undefined;
}

/** A push that is counted, by every client that gets it. */
interface ExpectedPush<C extends AnyContract, K extends PushName<C>> {
    /** The push to subscribe to. */
    readonly push: K;
    /** Tells when its message was sent, in ms since 1970 (see `MessageFacts`); undefined: this one isn't measured. */
    readonly sentAt?: ((data: PushReceived<C, K>, meta: PushMeta) => number | undefined) | undefined;
}

/** What `defineScenario` makes, and a scenario file exports. Its content is for the tool. */
interface LoadScenario {
    readonly "~scenario": object;
}

/** What is known of one message. */
interface MessageFacts<State> extends StatefulFacts<State> {
    /** Counts the messages of all processes, from 0. */
    readonly n: number;
    /**
     * When the schedule wants it sent, in ms since 1970. Put it into the message, and `sentAt` of a push can read it: the
     * push's latency then counts from there.
     */
    readonly sentAt: number;
}

/** Sends a notify. Nothing answers, so nothing is measured but whether it was sent. */
type NotifyStep<C extends AnyContract, K extends NotifyName<C>, State> = AnyStep & WithInput<SentOf<C, K>, State> & {
    /** The route to tell. */
    readonly notify: K;
    readonly request?: never;
    readonly run?: never;
};

/** Sends a request, and measures until its reply. */
type RequestStep<C extends AnyContract, K extends RequestName<C>, State> = AnyStep & WithInput<SentOf<C, K>, State> & {
    /** The route to ask. */
    readonly request: K;
    /** Codes of errors that count as answers, such as `["ROOM_FULL"]`. Default: none. */
    readonly allow?: readonly ErrorOf<C, K>["code"][] | undefined;
    readonly notify?: never;
    readonly run?: never;
};

/** Does whatever an app's client does, and measures until the promise settles. */
interface RunStep<C extends AnyContract, State> extends AnyStep {
    /** What the report calls it. */
    readonly name: string;
    /** Called for each message; what it throws counts as an error by its code. */
    readonly run: (client: Client<C>, facts: MessageFacts<State>) => unknown;
    /** Codes of errors that count as answers. Default: none. */
    readonly allow?: readonly string[] | undefined;
    readonly request?: never;
    readonly notify?: never;
}

/** What the clients of a run do. */
interface Scenario<C extends AnyContract, State> {
    /** Makes what one client remembers: its room, its turn. Default: undefined. */
    readonly state?: (() => State) | undefined;
    /** Says how each client connects. Default: without a token. */
    readonly connect?: ((facts: ClientFacts) => ConnectOptions | Promise<ConnectOptions>) | undefined;
    /**
     * Called when a client has connected, and again when its session could not go on: joins rooms and such. The client's
     * messages are sent from when the promise resolves.
     */
    readonly setup?: ((client: Client<C>, facts: StatefulFacts<State>) => unknown) | undefined;
    /** What is sent. The steps share the run's rate by their weights. Default: nothing, only connections are held. */
    readonly steps?: readonly Step<C, State>[] | undefined;
    /** Which pushes are counted, and how their latency is known. Default: none. */
    readonly pushes?: readonly {
        [K in PushName<C>]: ExpectedPush<C, K>;
    }[PushName<C>][] | undefined;
}

/** The same, with what the client remembers. */
interface StatefulFacts<State> extends ClientFacts {
    /** What `state` of the scenario made for this client; change it as you like. */
    readonly state: State;
}

/** One kind of message: a request, a notify, or code of yours. */
type Step<C extends AnyContract, State> = {
    [K in RequestName<C>]: RequestStep<C, K, State>;
}[RequestName<C>] | {
    [K in NotifyName<C>]: NotifyStep<C, K, State>;
}[NotifyName<C>] | RunStep<C, State>;

type WithInput<Sent, State> = undefined extends Sent ? {
    /** Makes the input of one message. */
    readonly input?: (facts: MessageFacts<State>) => Sent;
} : {
    /** Makes the input of one message. */
    readonly input: (facts: MessageFacts<State>) => Sent;
};

/**
 * Declares what the clients of a run do; a scenario file exports it as its default. Throws `BAD_REQUEST` for a route or a
 * push that the contract doesn't have, a weight that isn't positive, and two steps of one name.
 */
declare function defineScenario<C extends AnyContract, State = undefined>(contract: C, scenario: Scenario<C, State>): LoadScenario;

export {
    defineScenario,
};

export type {
    ClientFacts,
    ConnectOptions,
    ExpectedPush,
    LoadScenario,
    MessageFacts,
    NotifyStep,
    RequestStep,
    RunStep,
    Scenario,
    StatefulFacts,
    Step,
};
