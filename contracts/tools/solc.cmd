@echo off
node "%~dp0solc" %*
