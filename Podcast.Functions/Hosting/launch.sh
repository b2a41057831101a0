#!/bin/sh
# The managed .NET runtime of Lambda starts the executable file that is named like the handler. Under each handler's name, this is it;
# the program then reads the name from _HANDLER.
exec dotnet "$(dirname "$0")/Podcast.Functions.dll"
