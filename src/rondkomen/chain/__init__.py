"""The only place where domains meet: each module is one step of the chain, in reading order.

intake → match_month → outreach_flow → feedback, handover → cbs_delivery, monitor; erasure.
"""
