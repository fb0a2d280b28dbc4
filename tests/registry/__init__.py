"""How each public service is tried: prepare what it needs, then give the call to make.

One file per room, each with CALLS: {"room.service": prepare}. Found by test_services_registry.
"""
