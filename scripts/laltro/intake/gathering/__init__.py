"""The facilitator's decisions on voices and shared needs."""
