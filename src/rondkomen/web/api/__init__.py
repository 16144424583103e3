"""The programming interface: programs get a token, partners post deliveries, CBS pulls its data.

It follows the NLGov REST API Design Rules: one way to say what went wrong (`problems`), one way to
describe itself and to answer (`shell`). A part of it is a module with a ninja API or router.
"""
