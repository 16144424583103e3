"""Making an instrument anew: changing it part by part, and telling two versions apart."""
