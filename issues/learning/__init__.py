"""Learning from what people decide: labels, training, who rules, and how well both agree."""
