"""`make fuzz`: mutants of real feeds against everything that reads what strangers write."""
