package main

import (
	"fmt"
	"math"
)

// A row has what programs of one shape cost, by their size.
type row struct {
	shape *shape
	sizes []int // the same for all rows, rising
	costs []cost
}

// Work on a program costs what sockvet and the go command cost anyway, and more by its
// size. The growth of that, from one size to another, may be as that of n log n, and some
// more: sizes of tables double, and the garbage collector starts.
const room = 1.6 // times that growth

// quantities are what is measured, and which part of the cost of the smallest program is noise:
// less is not told from nothing. Of memory that is more, since up to some size, most of it is
// that of the go command.
var quantities = []quantity{
	{"time", 0.15, func(c cost) float64 { return c.Seconds }},
	{"memory", 0.5, func(c cost) float64 { return c.Megabytes }},
}

type quantity struct {
	name  string
	noise float64
	of    func(cost) float64
}

// exponent returns the exponent of the growth from the size at index i to that at j:
// 1 if what comes with the size grows as the size does, 2 if as its square. It is NaN if
// there is nothing at the end that can be told from noise.
func (r *row) exponent(i, j int, what quantity) float64 {
	growth := r.growth(i, j, what)
	if math.IsNaN(growth) {
		return growth
	}
	return math.Log(growth) / math.Log(float64(r.sizes[j])/float64(r.sizes[i]))
}

// growth returns how many times as much comes with the size at index j as with that at i.
// What is below noise counts as noise, so it may be less than it is.
func (r *row) growth(i, j int, what quantity) float64 {
	base := what.of(r.costs[0])
	least := what.noise * base
	if what.of(r.costs[j])-base < least {
		return math.NaN()
	}
	return (what.of(r.costs[j]) - base) / max(what.of(r.costs[i])-base, least)
}

// allowed returns the growth from one size to another that is as that of n log n, with
// room.
func allowed(from, to int) float64 {
	n, m := float64(from), float64(to)
	return room * m * math.Log(m) / (n * math.Log(n))
}

// faults says where the costs grow faster than n log n, from the second size on. Between
// sizes that are near there is less noise, and a bound may hide from larger ones what comes
// before it.
func (r *row) faults() []string {
	var faults []string
	for _, m := range quantities {
		for i := 1; i < len(r.sizes); i++ {
			for j := i + 1; j < len(r.sizes); j++ {
				if got, most := r.growth(i, j, m), allowed(r.sizes[i], r.sizes[j]); got > most {
					faults = append(faults, fmt.Sprintf("%s: from %d to %d, %s grows %.1f times; %.1f is the most",
						r.shape.name, r.sizes[i], r.sizes[j], m.name, got, most))
				}
			}
		}
	}
	return faults
}
