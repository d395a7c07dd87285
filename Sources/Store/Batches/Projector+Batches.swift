// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

internal import Attempts
internal import Charges
internal import GRDB
internal import Tender

extension Projector {
    /// Takes what happened with the close of a batch. What does not fit it, or says nothing new, changes nothing.
    func put(_ entry: BatchCloseRecord, _ head: EntryHead, number: UInt64, in database: Database) throws {
        switch entry {
        case .begun(let id, let close, let at):
            guard try BatchTable.story(id, in: database) == nil else { return }
            var facts = Facts(type: .sale)
            facts.terminal = close.terminal
            let story = BatchCloseStory(
                id, close, begunAt: at, store: known.store(of: facts), by: head.by, isSample: head.isSample)
            try BatchTable.insert(story, number: number, in: database)
        case .step(let id, let step):
            guard var story = try BatchTable.story(id, in: database), story.take(step) else { return }
            try BatchTable.update(story, in: database)
        }
    }
}
