// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Attempts
internal import Cases
internal import Charges
internal import Tariffs
internal import Tender

/// Everything the shop writes into its journal. What is not here is not durable; what is here can be rebuilt.
///
///     type  entry            payload
///        1  observation      file number (0 for none), then the observation as Charges codes it; a file's row
///                            leaves out the file's name and digest, which entry 2 holds
///        2  file begun       number, name, digest, bytes, format, source
///        3  file finished    number, rows read
///        4  rows refused     file number, then line, byte, reason and row of each
///        5  store            id, name, zone, business day's cut-off; since version 5 of the tables address,
///                            telephone, tax number and name on the bank's statement
///        6  person           the whole person and the password as a scrypt text
///        7  terminal         which store and merchant a terminal belongs to
///        8  tariff           the file as it was given and its rows as they were understood
///        9  calendar         days to settlement and closed days
///       10  sample removed   nothing: takes back what the sample shop brought
///       11  time reached     nothing: verdicts that wait for this day or hour are looked at again
///    12–17  receipts         see `ReceiptEntry`
///       18  case             what happened with a case, as Cases codes it
///    19–21  money back       see `RefundEntry`
///    22–23  messages         see `MessageEntry`
///       24  directory        an entry of the book of numbers, as Cases codes it
///       25  limits, settings see `RulesEntry`
///    26–27  evidence, audit  see `EvidenceEntry`
///    28–29  terminals        see `DeviceEntry`
///       30  attempt          an attempt to pay: its intent, or what happens with it, as Attempts codes it
///       33  wallet bills     see `BillEntry`
///       32  proxy            what a till behind a terminal proxy is told of its attempt, as Attempts codes it
///       31  batch close      of a terminal at its acquirer: that it began and with what, or a step of it
///
/// Every payload but the first begins with a version, the time and the sign-in name of who did it. Numbers of
/// entries and their order of fields never change; a new field goes to the end.
enum JournalEntry: Sendable {
    case observation(Observation, file: Int64)
    case fileBegun(Int64, FileHead)
    case fileFinished(Int64, rowsRead: Int64)
    case refused(file: Int64, [QuarantinedRow])
    case store(StoreRecord)
    case person(Person, password: String)
    case terminal(TerminalBinding)
    case tariff(source: String, Tariff)
    case calendar(CalendarRecord)
    case sampleRemoved
    case timeReached
    case receipt(ReceiptEntry)
    case work(CaseRecord)
    case refund(RefundEntry)
    case message(MessageEntry)
    case directory(DirectoryEntry)
    case device(DeviceEntry)
    case rules(RulesEntry)
    case evidence(EvidenceEntry)
    case attempt(AttemptRecord)
    case bill(BillEntry)
    case proxy(ProxyRecord)
    case batch(BatchCloseRecord)

    var type: UInt8 {
        switch self {
        case .observation: 1
        case .fileBegun: 2
        case .fileFinished: 3
        case .refused: 4
        case .store: 5
        case .person: 6
        case .terminal: 7
        case .tariff: 8
        case .calendar: 9
        case .sampleRemoved: 10
        case .timeReached: 11
        case .receipt(let entry): entry.type
        case .work: 18
        case .refund(let entry): entry.type
        case .message(let entry): entry.type
        case .directory: 24
        case .rules: 25
        case .device(let entry): entry.type
        case .evidence(let entry): entry.type
        case .attempt: 30
        case .bill: 33
        case .proxy: 32
        case .batch: 31
        }
    }
}

/// When and by whom, of an entry that is not an observation.
struct EntryHead: Sendable {
    let at: Instant
    let by: String

    /// Whether it belongs to the sample shop and goes with it.
    var isSample: Bool { by == Actor.sample.name }
}

/// Days to settlement and the days on which none happens, for all stores.
struct CalendarRecord: Sendable, Hashable {
    var settleAfterDays = 1
    var closedDays: Set<CivilDate> = []
}
