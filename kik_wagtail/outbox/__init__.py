"""Things that must happen exactly once.

The business change and its outbox row commit together (`services.enqueue`); whoever comes first (queue, tick, a
person) drains the table (`services.drain`). The queue is only the doorbell.
"""
