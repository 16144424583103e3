"""Structured conversations about poverty, debt and health: instruments, sessions, answers, actions.

An instrument is a file of questions, worksheets and outputs; a session is one conversation on it,
with its participants, their answers and the actions they agree on.

Legal basis: none of its own; participants give consent before an answer is shown by name
(AVG art. 6(1)(a)), and early-detection data never enter a session.
Public verbs: `content.instruments`, `core.filling_in.answering.judge`, `core.outcome.outputs.outcomes`;
`services` prepares, opens and closes sessions, lets people in, takes answers and cells, agrees actions,
exports and erases.
"""
