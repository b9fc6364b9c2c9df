// Package config hands ports over by configuration of the same process.
package config

import (
	"fmt"
	"net/http"
	"os"
	"strconv"

	"github.com/caarlos0/env/v11"
	"github.com/knadh/koanf/providers/confmap"
	"github.com/knadh/koanf/v2"
	"github.com/phayes/freeport"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"github.com/spf13/viper"
)

func serve(port int) error { return http.ListenAndServe(fmt.Sprintf("localhost:%d", port), nil) }

func flagSet() {
	port, _ := freeport.GetFreePort() // want `handed to serve`
	var n int
	fs := pflag.NewFlagSet("server", pflag.ExitOnError)
	fs.IntVarP(&n, "port", "p", 8080, "")
	fs.Parse([]string{"--port", strconv.Itoa(port)})
	serve(n)
}

func flagGot() {
	port, _ := freeport.GetFreePort() // want `handed to http.ListenAndServe`
	fs := pflag.NewFlagSet("server", pflag.ExitOnError)
	fs.String("http.listen", "", "")
	fs.Set("http.listen", fmt.Sprintf(":%d", port))
	addr, _ := fs.GetString("http.listen")
	http.ListenAndServe(addr, nil)
}

var (
	listen  string
	admin   = pflag.String("admin", "", "")
	command = &cobra.Command{Run: func(*cobra.Command, []string) { http.ListenAndServe(listen, nil) }}
)

func init() { command.Flags().StringVar(&listen, "listen", "", "") }

func execute() error {
	port, _ := freeport.GetFreePort() // want `handed to http.ListenAndServe`
	command.SetArgs([]string{fmt.Sprintf("--listen=localhost:%d", port)})
	return command.Execute()
}

func arguments() {
	port, _ := freeport.GetFreePort() // want `handed to http.ListenAndServe`
	os.Args = []string{"server", "--admin", fmt.Sprintf("localhost:%d", port)}
	pflag.Parse()
	http.ListenAndServe(*admin, nil)
}

func ofViper() {
	port, _ := freeport.GetFreePort() // want `handed to serve`
	v := viper.New()
	v.Set("server.port", port)
	serve(v.GetInt("server.port"))
}

type config struct {
	Port   int    `env:"PORT"`
	Target string `env:"TARGET"`
}

func unmarshalled() error {
	port, _ := freeport.GetFreePort() // want `handed to serve`
	v := viper.New()
	v.Set("port", port)
	var c config
	if err := v.Unmarshal(&c); err != nil {
		return err
	}
	return serve(c.Port)
}

func ofKoanf() {
	port, _ := freeport.GetFreePort() // want `handed to serve`
	k := koanf.New(".")
	k.Load(confmap.Provider(map[string]any{"port": port}, "."), nil)
	serve(k.MustInt("port"))
}

func ofEnvironment() error {
	port, _ := freeport.GetFreePort() // want `handed to serve`
	var c config
	if err := env.ParseWithOptions(&c, env.Options{Environment: map[string]string{"PORT": strconv.Itoa(port)}}); err != nil {
		return err
	}
	return serve(c.Port)
}

func ofEnvironmentAs() error {
	port, _ := freeport.GetFreePort() // want `handed to serve`
	c, err := env.ParseAsWithOptions[config](env.Options{Environment: map[string]string{"PORT": strconv.Itoa(port)}})
	if err != nil {
		return err
	}
	return serve(c.Port)
}
