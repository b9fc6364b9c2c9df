// Package trace follows claims about values through one function, and lists what happens to
// them as events. What a role does to a claim is in effect.go. Claims get from function to
// function by summaries, and otherwise by cells (spread.go).
package trace
