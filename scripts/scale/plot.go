package main

import (
	_ "embed"
	"fmt"
	"io"
	"math"
	"strings"
	"text/template"
)

// The plot is a table of small charts, one a shape, with the same logarithmic axes: the
// size of the program, and how many times as much it costs as the smallest one. A line that
// is less steep than the dashed one grows slower than n log n.

//go:embed plot.svg.tmpl
var plotText string

var plotTemplate = template.Must(template.New("plot").Parse(plotText))

// The measures of the plot, in pixels.
const (
	columns       = 5
	chartWidth    = 130
	chartHeight   = 90
	between       = 38 // charts, from one row to the next: for names and numbers
	left, top     = 30, 60
	most          = 100 // times the cost of the smallest program, where a chart ends
	leastShown    = 0.7
	lines, spaces = 2, 26 // powers of ten on the vertical axis, and the space between columns
)

// A chart is what the template gets of a row.
type chart struct {
	X, Y    int // of its corner
	Name    string
	Lines   []curve
	Bound   string // the points of the dashed line
	Sizes   []label
	Factors []label
}

// A curve is one measure of a row.
type curve struct{ Class, Points, Exponent string }

// A label is a text at a place of an axis.
type label struct {
	At   float64
	Text string
}

// draw writes a plot of rows as SVG.
func draw(out io.Writer, rows []*row) error {
	var charts []chart
	for i, r := range rows {
		c := chartOf(r)
		c.X = left + i%columns*(chartWidth+spaces)
		c.Y = top + i/columns*(chartHeight+between)
		charts = append(charts, c)
	}
	return plotTemplate.Execute(out, map[string]any{
		"Charts": charts,
		"Width":  left + columns*(chartWidth+spaces),
		"Height": top + (len(rows)+columns-1)/columns*(chartHeight+between),
		"W":      chartWidth, "H": chartHeight,
	})
}

// chartOf returns the chart of a row, at the origin.
func chartOf(r *row) chart {
	c := chart{Name: r.shape.name}
	last := len(r.sizes) - 1
	highest := 0.0
	for _, q := range quantities {
		var points []string
		for i, cost := range r.costs {
			points = append(points, point(r.across(float64(r.sizes[i])), up(q.of(cost)/q.of(r.costs[0]))))
		}
		line := curve{Class: q.name, Points: strings.Join(points, " ")}
		if e := r.exponent(min(1, last-1), last, q); !math.IsNaN(e) {
			line.Exponent = fmt.Sprintf("%.1f", e)
		}
		c.Lines = append(c.Lines, line)
		highest = max(highest, q.of(r.costs[last])/q.of(r.costs[0]))
	}
	c.Bound = r.bound(highest)
	for _, n := range r.sizes {
		c.Sizes = append(c.Sizes, label{r.across(float64(n)), strings.Replace(fmt.Sprint(n), "000", "k", 1)})
	}
	for i := range lines + 1 {
		times := math.Pow(10, float64(i))
		c.Factors = append(c.Factors, label{up(times), fmt.Sprint(times)})
	}
	return c
}

// bound returns the points of a line that grows as n log n and ends at that many times the
// cost of the smallest program.
func (r *row) bound(times float64) string {
	const pieces = 24
	var points []string
	first, last := float64(r.sizes[0]), float64(r.sizes[len(r.sizes)-1])
	for i := range pieces + 1 {
		n := first * math.Pow(last/first, float64(i)/pieces)
		if t := times * n * math.Log(n) / (last * math.Log(last)); t >= leastShown {
			points = append(points, point(r.across(n), up(t)))
		}
	}
	return strings.Join(points, " ")
}

// across returns where a size is on the horizontal axis.
func (r *row) across(n float64) float64 {
	first, last := float64(r.sizes[0]), float64(r.sizes[len(r.sizes)-1])
	return chartWidth * math.Log(n/first) / math.Log(last/first)
}

// up returns where a multiple of the cost of the smallest program is on the vertical axis.
func up(times float64) float64 {
	times = min(max(times, leastShown), most)
	return chartHeight * (1 - math.Log(times/leastShown)/math.Log(most/leastShown))
}

func point(x, y float64) string { return fmt.Sprintf("%.1f,%.1f", x, y) }
