// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// What a printer says of itself, whichever of the wire forms it said it in.
public struct PrinterStatus: Sendable, Hashable {
    public enum Paper: String, CaseIterable, Sendable, Hashable { case ok, nearEnd, out }

    public var paper = Paper.ok
    public var isCoverOpen = false
    /// Takes no print data, for whatever reason; the causes below set it too.
    public var isOffline = false
    public var hasCutterError = false
    /// A mechanical fault that `DLE ENQ` may clear once its cause is gone.
    public var hasRecoverableError = false
    /// Only switching off and on, or a workshop, helps.
    public var hasUnrecoverableError = false
    /// The head is too hot: it goes on by itself.
    public var hasPassingError = false
    /// Level of pin 3 of the drawer connector; which of the two means "open" depends on the drawer.
    public var isDrawerPinHigh = false
    /// Paper runs because somebody holds the feed button.
    public var isFeeding = false
    public var isFeedButtonPressed = false
    /// Stands still until somebody presses the button or sends `DLE ENQ`.
    public var isWaitingForRecovery = false

    /// A printer that is in order.
    public init() {}

    public init(
        paper: Paper = .ok, isCoverOpen: Bool = false, isOffline: Bool = false, hasCutterError: Bool = false,
        hasRecoverableError: Bool = false, hasUnrecoverableError: Bool = false, hasPassingError: Bool = false
    ) {
        self.paper = paper
        self.isCoverOpen = isCoverOpen
        self.hasCutterError = hasCutterError
        self.hasRecoverableError = hasRecoverableError
        self.hasUnrecoverableError = hasUnrecoverableError
        self.hasPassingError = hasPassingError
        self.isOffline = isOffline || cannotPrint
    }

    public var hasError: Bool { hasCutterError || hasRecoverableError || hasUnrecoverableError || hasPassingError }

    /// Whether one of the causes is there; a printer is then offline whatever `isOffline` says.
    public var cannotPrint: Bool { paper == .out || isCoverOpen || isFeeding || isWaitingForRecovery || hasError }
}
