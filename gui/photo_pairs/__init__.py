"""对比照片 of a task: pairs of photos side by side, and the pairs that are suggested."""
